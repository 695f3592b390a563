// The values of each service in each environment, a file for each pair: see tests/bench/peers.c.
local matrix = (import 'matrix.json').matrix;

function(count)
  {
    ['environment%d.%s.json' % [e, name]]:
      local environment = 'environment%d' % e;
      std.mapWithKey(
        function(path, value) if std.isObject(value) then value[environment] else value,
        matrix[name]
      )
    for e in std.range(0, count - 1)
    for name in std.objectFields(matrix)
  }
