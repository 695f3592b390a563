# project: tests/golden/command/shop
rung build
echo '-- its lines may stand in any order'
sort -r .rung/outputs > changed && mv changed .rung/outputs
rung build
echo '-- and have other line ends'
sed 's/$/\r/' .rung/outputs > changed && mv changed .rung/outputs
rung build
echo '-- what is no line is passed over'
{ echo '<<<<<<< ours'; cat .rung/outputs; echo '======='; echo 'nonsense'; echo '>>>>>>> theirs'; } > changed
mv changed .rung/outputs
rung build
wc -l < .rung/outputs
echo '-- a build of a part removes no line'
printf '0123456789abcdef\tconfig/old/orders.yaml\n' >> .rung/outputs
rung build --unit site --env dev
rung build --unit orders
grep -c . .rung/outputs
echo '-- a build of everything forgets what is gone'
rung build
grep old .rung/outputs
echo '-- what is as it should be is ours from now on'
rm .rung/outputs
rung build
wc -l < .rung/outputs
