# project: tests/golden/command/shop
show() { "$@" 2>&1 | tr '\033' '!'; }
sed 's/scale replicas/replicas/' strategy.rung > changed && mv changed strategy.rung
show command rung check
show command rung check --color always
show command rung check --color never
sed 's/ replicas/ scale replicas/' strategy.rung > changed && mv changed strategy.rung
export FORCE_COLOR=1
show command rung values site
show command rung values site --color never
NO_COLOR=1 show command rung values site --color auto
FORCE_COLOR=0 show command rung values site
unset FORCE_COLOR
export NO_COLOR=1
show command rung values site
show command rung values site --color always
show command rung help version --color always
rung values site --color sometimes
