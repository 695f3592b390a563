printf 'stack  a{\n}\n' > a.rung && printf 'stack  b{\n}\n' > b.rung
chmod 640 a.rung
ln -s a.rung link.rung
echo '-- a link stays one, a file keeps its permissions'
rung fmt link.rung
ls -l a.rung link.rung | cut -c 1-10
cat a.rung
echo '-- a link to the outside is left alone'
mkdir below && ln -s ../b.rung below/link.rung
rung fmt below
rung fmt below/link.rung
cat b.rung
