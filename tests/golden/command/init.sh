rung init deploy
find deploy -type f | sort
cat deploy/strategy.rung deploy/.gitattributes
rung check --project deploy
rung fmt --check --project deploy
rung init deploy
rung init
rung check
