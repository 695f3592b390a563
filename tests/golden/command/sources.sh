# project: tests/golden/command/shop
echo '-- a link to nothing'
ln -s nowhere.rung lost.rung
rung check
rm lost.rung
echo '-- bytes that are no text'
printf 'stack a {\n  json {\n    b = "\377"\n  }\n}\n' > bytes.rung
rung check
printf 'stack a {\n  json {\n    b = "\000"\n  }\n}\n' > bytes.rung
rung check
rm bytes.rung
echo '-- more than a source may have'
head -c 16777217 /dev/zero | tr '\0' '#' > large.rung
rung check
rm large.rung
echo '-- another project below'
mkdir -p below/services && cp strategy.rung below/ && echo 'stack inner {}' > below/services/inner.rung
rung values site.json.title
echo '-- too many sources'
mkdir many && cd many && seq -f '%g.rung' 20000 | xargs touch
cd ..
rung check
rm -r many
echo '-- a chart that is deeper than charts are'
mkdir -p "charts/$(seq -s / 40)" && touch charts/Chart.yaml
printf 'stack deep {\n  chart = "charts"\n\n  helm {\n    port = 80\n  }\n}\n' > deep.rung
rung check
