#!/bin/sh
# io.sh - who may speak to the machine, judged by what each object file asks of the C library.
# A row below says: these functions are for these files only. Everything else computes.
set -u

if ! command -v nm > /dev/null; then
    echo 'SKIP check-io: nm is not installed'
    exit 0
fi

rules=$(cat << 'END'
memory  ^base/memory$                                           malloc calloc realloc strdup strndup posix_memalign aligned_alloc reallocarray
release ^(base/memory|project/disk|library/writing)$            free
files   ^(project/disk|library/(writing|workplace)|process/process|git/question|command/.*)$ open openat open64 creat close read write fsync fdatasync fopen fopen64 fdopen freopen fclose fread fgets fgetc getc getline getdelim opendir fdopendir readdir readdir64 scandir closedir nftw ftw stat stat64 lstat lstat64 fstat fstat64 fstatat fstatat64 access faccessat realpath readlink readlinkat rename renameat unlink unlinkat remove rmdir mkdir mkdirat mkstemp mkstemp64 mkdtemp tmpfile link linkat symlink symlinkat chmod fchmod ftruncate truncate mmap mmap64 getcwd chdir dirfd isatty ioctl umask
exit    ^(base/memory|base/fault|command/.*)$                   exit _exit _Exit quick_exit abort atexit
print   ^(base/memory|base/fault|command/.*)$                   printf fprintf vprintf vfprintf dprintf vdprintf puts fputs fputc putc putchar fwrite perror fflush stdout stderr stdin
process ^process/process$                                       fork execv execvp execve execl execlp system popen pclose pipe dup2 waitpid wait kill posix_spawn posix_spawnp signal sigaction
clock   ^$                                                      time clock clock_gettime gettimeofday localtime localtime_r gmtime mktime rand random srand srandom rand_r setlocale
days    ^$                                                      gmtime_r strftime
number  ^library/writing$                                       getpid
machine ^(git/question|library/workplace|command/.*)$                              getenv setenv gethostname getuid
END
)

# "file function" for each thing an object does not define itself; fortified names are the plain ones.
for object in $OBJECTS; do
    name=${object#"$OUT"/}
    nm -u "$object" | awk -v name="${name%.o}" '{
        symbol = $NF
        sub(/@.*/, "", symbol)
        sub(/^__isoc99_/, "", symbol)
        if (symbol ~ /^__.*_chk$/) { sub(/^__/, "", symbol); sub(/_chk$/, "", symbol) }
        sub(/_(2|alias|finish)$/, "", symbol)
        print name, symbol
    }'
done | RULES=$rules awk '
BEGIN {
    count = split(ENVIRON["RULES"], lines, "\n")
    for (i = 1; i <= count; i++) {
        fields = split(lines[i], words, " ")
        for (j = 3; j <= fields; j++) { kind[words[j]] = words[1]; allowed[words[j]] = words[2] }
    }
}
($2 in kind) && $1 !~ allowed[$2] {
    printf "%s: `%s` (%s) is not for this file\n", $1, $2, kind[$2]
    failed = 1
}
END { exit failed }' || exit 1
echo 'OK   check-io'
