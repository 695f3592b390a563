# The values of each service in each environment, a document for each pair: see tests/bench/peers.c.
range($count) as $e
| .matrix[]
| map_values(if type == "object" then .["environment\($e)"] else . end)
