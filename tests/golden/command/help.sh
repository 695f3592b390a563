rung
rung --help
rung help
for command in check build fmt values why explain init version help; do
    rung $command --help
done
rung help build
