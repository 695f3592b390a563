# A tag is what runs where R0001 is waived: it is written as it is, and no digest with it.
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

environment preview(pr: int = 1) like dev

# Waived above the service, in the usual keys.
@waive(R0001, "tags are what we deploy")
service billing {
  image = "registry.example:5000/billing:2.11.0"
}

# Waived above the line that is about it.
service mail {
  @waive(R0001, "tags are what we deploy")
  image      = "registry.example/mail:1.10"
  image_keys = { registry = "image.registry", repository = "image.name", tag = "image.tag", digest = "image.digest" }
}

@waive(R0001, "tags are what we deploy")
service search {
  image      = "registry.example/search:2.11.0"
  image_keys = { reference = "image" }
}
END
rung check
rung build > /dev/null && for unit in billing mail search; do
    echo "-- $unit"
    grep -v '^#' deploy/dev/$unit.release.yaml
done
echo '-- with a digest that is chosen, the keys are those of a digest'
rung build --env 'preview(pr=7)' --image billing=sha256:2222222222222222222222222222222222222222222222222222222222222222 > /dev/null
grep -v '^#' deploy/preview-7/billing.release.yaml
