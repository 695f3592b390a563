# needs: python3
# Each row of docs/values.md: a helm block that says what stands on the right is built, and what a reader of YAML
# makes of it in dev is what stands on the left.
mkdir chart && printf 'apiVersion: v2\nname: chart\nversion: 1.0.0\n' > chart/Chart.yaml
cat > ../rows-$$.py << 'END'
import re, subprocess, sys, yaml
PROGRAM = '''strategy shop {
  rung = "0.1"
}

ladder dev -> prod

environments | dev           | prod {
  class      | nonproduction | production
}

stack web {
  chart = "chart"
  helm {
%s
  }
}
'''
def code(cell):
    return "\n".join(re.findall("`([^`]*)`", cell.replace("\\|", "|")))
rows = [re.split(r"(?<!\\) \| ", line.strip("| \n")) for line in open(sys.argv[1]) if re.match(r"\| \w", line)]
for what, left, right in rows:
    open("strategy.rung", "w").write(PROGRAM % code(right))
    built = subprocess.run(["rung", "build", "--overwrite"], capture_output=True, text=True)
    is_same = built.returncode == 0 and yaml.safe_load(open("deploy/dev/web.yaml")) == yaml.safe_load(code(left) + "\n")
    print("same " + what if is_same else "OTHER " + what + "\n" + built.stderr + open("deploy/dev/web.yaml").read())
END
python3 ../rows-$$.py "$PROJECT/docs/values.md"
rm ../rows-$$.py
rung version
