# What is proposed is of this project: its environments, its names, and only what is alike.
cat > strategy.rung <<'END'
strategy shop {
  rung = "0.1"
}

ladder qa -> live

environments | qa            | live       | archive {
  class      | nonproduction | production | production
}

stack billing {
  yaml {
    scale replicaCount: int { qa = 1, live = 4, archive = 4 }
    at features {
      checkout = true
    }
  }
}
END
echo '-- an environment that there is'
rung why billing.yaml.replicaCount
rung set billing.yaml.replicaCount@ 3
echo '-- a key that there is not, and nothing like it'
rung set billing.yaml.newCheckout true
rung set billing.yaml.newCheckout@live true
rung values billing.yaml.newCheckout
echo '-- one that was misspelt'
rung set billing.yaml.replicaCuont@live 3
rung set biling.yaml.replicaCount@live 3
rung values billing.yaml.feature.checkout
