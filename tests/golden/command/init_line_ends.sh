# project: tests/golden/command/shop
# Who has git write CRLF gets a project all the same in which nothing differs, wherever its outputs are: also where its own lines about
# line ends were there before, which have the last word.
export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=a GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=a@example.com
clone() {
    git add -A && git add --renormalize . && git commit -q -m "$1"
    rm -rf ../clone && git clone -q -c core.autocrlf=true . ../clone
    (cd ../clone && git ls-files --eol | sed 's/ *\t/ /; s/  */ /g' && rung check --drift > ../printed 2>&1; grep -c "only the line ends" ../printed; tail -n 3 ../printed)
    rm -rf ../clone
}
git init -q -b main .
printf 'name: x\r\n' > crlf.bat && printf '\0\r\n' > picture.png
sed 's|^  rung = .*|&\n  emit yaml to "anywhere/${unit}-${env}"|' strategy.rung > changed && mv changed strategy.rung
rung build > /dev/null
echo '-- without'
clone one
echo '-- with'
rung init
clone two
echo '-- with lines of its own'
printf '*.bat text eol=crlf\n*.png -text\n' > .gitattributes
rung init
cat .gitattributes
clone three
