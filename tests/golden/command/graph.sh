# project: examples/ladder
# The ladder as Mermaid: what is above what, what is like what, and what there is of a broken program.
rung graph
rung graph --project "$PROJECT/examples/flowmart" | grep -e '-->' -e like
printf 'ladder dev -> prod\n\nenvironment dr {\n  like = prod\n}\n' > strategy.rung
rung graph
