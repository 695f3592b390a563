rung version
rung --version
