/* vim.c - prints a syntax file for Vim and Neovim. `make generated` writes it to grammar/rung.vim,
 * which belongs into ~/.vim/syntax; files are known as Rung by
 * `autocmd BufNewFile,BufRead *.rung setfiletype rung`. */
#include "words.h"

#define UNIT "\\%([smhd]\\|[num]s\\|[nukMGTPE]\\|[KMGTPE]i\\|%\\)"

static void print_words(const char *group, const char *class) {
    printf("syntax keyword %s ", group);
    words_print(class, " ");
    putchar('\n');
}

static void print_matches(void) {
    puts("syntax match rungAnnotation /^\\s*\\zs@[A-Za-z_][A-Za-z0-9_-]*/\n"
         "syntax match rungOperator /->\\|\\.\\.\\|[=!<>]=\\|[-<>=+*\\/%?|]/\n"
         "syntax match rungNumber "
         "/\\%([A-Za-z0-9_-]\\)\\@1<!-\\=\\d[0-9_]*\\%(\\.\\d[0-9_]*\\)\\=\\%(" UNIT
         "\\%(\\d\\+" UNIT "\\)*\\)\\=[A-Za-z0-9_]\\@!/\n"
         "syntax match rungNumber /\\<\\d\\+\\%(\\.\\d\\+\\)\\{3}\\%(\\/\\d\\+\\)\\=\\>/\n"
         "syntax match rungNumber /\\<\\d\\{4}-\\d\\d-\\d\\d\\%(T[0-9:.]\\+Z\\)\\=/\n"
         "syntax match rungNumber /\\<\\%(sha256:\\x\\{64}\\|xxh3:\\x\\{32}\\)\\>/\n"
         "syntax match rungComment /#.*$/ contains=@Spell\n"
         "syntax match rungEscape /\\\\\\%([ntr\"\\\\]\\|u{\\x\\+}\\)\\|\\$\\${/ contained\n"
         "syntax region rungInterpolation matchgroup=rungEscape start=/\\${/ end=/}/ contained "
         "contains=TOP\n"
         "syntax region rungString start=/\"/ end=/\"/ oneline "
         "contains=rungEscape,rungInterpolation\n"
         "syntax region rungString start=/'/ end=/'/ oneline\n"
         "syntax region rungString start=/\"\"\"\\s*$/ end=/^\\s*\"\"\"/ "
         "contains=rungEscape,rungInterpolation\n"
         "syntax region rungString start=/'''\\s*$/ end=/^\\s*'''/");
}

int main(void) {
    static const char *const links[][2] = {{"Declaration", "Structure"}, {"Keyword", "Keyword"},
                                           {"Word", "Statement"},        {"Type", "Type"},
                                           {"Operator", "Operator"},     {"Constant", "Constant"},
                                           {"Number", "Number"},         {"String", "String"},
                                           {"Escape", "Special"},        {"Annotation", "PreProc"},
                                           {"Comment", "Comment"}};
    puts("\" Generated from the .def files of grammar/ by vim.c: do not edit.\n"
         "if exists('b:current_syntax')\n  finish\nendif\n"
         "syntax iskeyword @,48-57,_,-");
    print_words("rungDeclaration", "declaration");
    print_words("rungKeyword", "keyword");
    print_words("rungWord", "context");
    print_words("rungType", "type");
    print_words("rungOperator", "operator");
    print_words("rungConstant", "constant");
    print_matches();
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        printf("highlight default link rung%s %s\n", links[i][0], links[i][1]);
    puts("setlocal commentstring=#\\ %s\nlet b:current_syntax = 'rung'");
    return 0;
}
