rung explain P0003
command rung explain p0003 | head -1
command rung explain varies-without-reason | head -1
rung explain P9999
rung explain F0030
