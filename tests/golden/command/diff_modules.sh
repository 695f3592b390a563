# What a diff and `affected` say of Terraform modules: their files, the stacks that name them, and the
# environments for which variables are written.
git init -q -b main . && git config user.name a && git config user.email a@example.com
mkdir -p modules/network/subnets modules/other
echo 'variable "size" {}' > modules/network/main.tf
echo 'resource "a" "b" {}' > modules/network/subnets/main.tf
echo '{}' > modules/network/policy.json
echo 'lock' > modules/network/.terraform.lock.hcl
echo '# none' > modules/other/main.tf
cat > strategy.rung << 'END'
strategy shop {
  rung = "0.1"
}

ladder dev -> staging -> prod

environments | dev           | staging       | prod {
  class      | nonproduction | nonproduction | production
}

stack network {
  module = "modules/network"

  terraform in dev, prod {
    scale size: int { dev = 1, prod = 2 }
  }
}

stack edge {
  module = "./modules/network/"

  terraform in dev {
    size = 1
  }
}

stack other {
  module = "modules/other"
}
END
rung fmt && rung check && git add -A && git commit -q -m one
look() {
    echo "-- $1"
    rung diff --base HEAD
    rung affected --base HEAD
    git checkout -q . && git clean -q -f -d
}
echo '# more' >> modules/network/main.tf
look 'a file that Terraform reads'
echo '# more' >> modules/network/subnets/main.tf && echo '{ }' > modules/network/policy.json
echo 'locked' > modules/network/.terraform.lock.hcl && rm modules/network/main.tf
echo 'variable "size" {}' > modules/network/variables.tf
look 'what it calls and reads, the lock, and a file that is called otherwise'
mkdir modules/network/.terraform && echo 'cache' > modules/network/.terraform/plugin
echo '{}' > modules/network/terraform.tfstate
look 'what Terraform leaves behind'
echo '# more' >> modules/other/main.tf
look 'of a stack that writes nothing'
echo '-- the other forms'
echo '# more' >> modules/network/main.tf && echo '# more' >> modules/other/main.tf
rung diff --base HEAD --format markdown
rung diff --base HEAD --format json
rung affected --base HEAD --format json
rung diff --base HEAD --unit edge --exit-code
git checkout -q .
echo "-- a module that has more than is looked at"
head -c 70000000 /dev/zero > modules/network/zeros
rung diff --base HEAD
rung affected --base HEAD
