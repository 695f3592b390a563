/* nothing.c - a process that does nothing: the floor of every measurement in `make bench`. */
int main(void) {
    return 0;
}
