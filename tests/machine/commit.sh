# commit.sh - read in by goldens that commit where pre-commit's hooks run: `commit MESSAGE` shows what they say.
# shellcheck shell=sh
commit() {
    echo "-- $1"
    git commit -q -m "$1" > ../log 2>&1
    status=$?
    sed 's/[.]*\(Passed\|Failed\|(no files.*\)/ \1/; /^\[WARNING\]/d; /^\[INFO\]/d' ../log
    rm ../log
    echo "[exit $status]"
}
