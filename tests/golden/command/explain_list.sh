command rung explain > list
head -3 list
sed 's/^\([A-Z]\).*/\1/' list | uniq
while read -r code name rest; do
    command rung explain "$code" | head -1 | grep -q "^# $code: " || echo "no page: $code"
    command rung explain "$name" > /dev/null || echo "no name: $name"
done < list
rung explain P0003 P0004
rung explain p0003x
rung explain varies-witout-reason
