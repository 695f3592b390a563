# A git that is killed, says half of what it has to say, says nothing, or is not there.
git=$(command -v git)
git init -q -b main . && git config user.name a && git config user.email a@example.com
command rung init > /dev/null && mkdir bin empty services
printf 'stack mail {\n  yaml {\n    port = 25\n  }\n}\n' > services/mail.rung
echo bin > .gitignore && command rung build > /dev/null && git add . && git commit -q -m one
sed 's/8080/8081/' strategy.rung > new && mv new strategy.rung
command rung build > /dev/null && git add . && git commit -q -m two
# What is on disk is not asked of git, so the disk has something else.
echo '# A change.' >> strategy.rung && echo '# A change.' >> services/mail.rung
cat > bin/git << END
#!/bin/sh
for word in "\$@"; do
    [ "\$word" = "\$BROKEN" ] || continue
    case \$HOW in
    killed) kill -9 \$\$ ;;
    half)
        if [ \$BROKEN = cat-file ]; then
            read -r id && printf '%s blob 1000\nstrategy' "\$id"
        else
            $git "\$@" | head -c 20
        fi
        kill -9 \$\$
        ;;
    silent) exit 0 ;;
    refusing) echo 'fatal: the disk is on fire' >&2 && exit 128 ;;
    esac
done
exec $git "\$@"
END
chmod +x bin/git
broken() {
    HOW=$1 BROKEN=$2
    shift 2
    echo
    echo "# $HOW: git $BROKEN"
    (PATH=$PWD/bin:$PATH && export HOW BROKEN PATH && rung "$@")
}
for how in killed half refusing; do
    broken $how rev-parse check --staged
    broken $how ls-files check --staged
    broken $how cat-file check --staged
    broken $how merge-base diff --base HEAD~1
    broken $how ls-tree affected --base HEAD~1
    broken $how cat-file diff --base HEAD~1
    broken $how cat-file check --base HEAD~1
done
broken silent rev-parse check --staged
broken silent merge-base diff --base HEAD~1
broken silent cat-file build --check --staged

echo
echo '# the date of the head'
cat >> strategy.rung << 'END'

stack dated {
  yaml {
    @waive(P0003, "Until the new year.", until = 2026-01-01)
    x: int { dev = 1, staging = 1, prod = 2 }
  }
}
END
broken killed log check

echo
echo '# no git at all'
program=$(unset -f rung && command -v rung)
ln -s "$program" empty/rung
(PATH=$PWD/empty && rung check --staged)
(PATH=$PWD/empty && rung diff --base HEAD~1)
