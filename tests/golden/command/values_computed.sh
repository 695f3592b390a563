# Values that are computed, and no other golden computes.
cat > strategy.rung << 'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack calc {
  json {
    part: percent = 50%
    image: digest = sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    less = json.part < "75%"
    more = json.part >= 50%
    same = { a = 1, b = [2] } == { b = [2], a = 1 }
    other = { a = 1 } != { a = 2 }
    digests = json.image == "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    keys = { "${strategy}-key" = 1, plain = 2 }
    items = [for i in [0, 1]: ["a", "b"][i]]
    member = { "shop" = 1, other = 2 }["${strategy}"]
    nested = [for a in [1, 2]: [for b in [10, 20]: a + b]]
    found = [for a in ["dev", "prod"]: [for b in [1]: "${a}-${b}"][0]]
    times = 2026-01-01T00:00:00Z < 2026-01-02T00:00:00Z
    within = 2 in [1, 2] and not (3 in [1, 2]) or false
  }
}
END
rung values --format csv
