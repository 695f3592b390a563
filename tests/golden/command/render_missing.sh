# project: tests/golden/command/charted
# Where Helm is not installed: one error, and nothing is written.
mkdir empty
program=$(unset -f rung && command -v rung)
ln -s "$program" empty/rung
PATH=$PWD/empty rung render
ls -d rendered 2>&1
printf '#!/nowhere\n' > empty/helm && chmod +x empty/helm
PATH=$PWD/empty rung render
printf '#!/bin/sh\nexit 1\n' > empty/helm
PATH=$PWD/empty rung render
PATH=$PWD/empty rung render --check
ls -d rendered 2>&1
echo '-- wrong usage'
rung render orders
rung render --jobs 0
rung render --jobs 65
rung render --jobs many
rung render --unit order
rung render --env
rung render -x
rung render --help
