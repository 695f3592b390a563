" Generated from the .def files of grammar/ by vim.c: do not edit.
if exists('b:current_syntax')
  finish
endif
syntax iskeyword @,48-57,_,-
syntax keyword rungDeclaration strategy ladder environments environment type category profile service stack policy ledger
syntax keyword rungKeyword for where secret at
syntax keyword rungWord use emit to like differs uses as list map enum object len doc severity require else chart hotfix until rollback
syntax keyword rungType bool int number port string duration quantity percent ip cidr host url semver digest timestamp
syntax keyword rungOperator and or not in matches all any
syntax keyword rungConstant true false none
syntax match rungAnnotation /^\s*\zs@[A-Za-z_][A-Za-z0-9_-]*/
syntax match rungOperator /->\|\.\.\|[=!<>]=\|[-<>=+*\/%?|]/
syntax match rungNumber /\%([A-Za-z0-9_-]\)\@1<!-\=\d[0-9_]*\%(\.\d[0-9_]*\)\=\%(\%([smhd]\|[num]s\|[nukMGTPE]\|[KMGTPE]i\|%\)\%(\d\+\%([smhd]\|[num]s\|[nukMGTPE]\|[KMGTPE]i\|%\)\)*\)\=[A-Za-z0-9_]\@!/
syntax match rungNumber /\<\d\+\%(\.\d\+\)\{3}\%(\/\d\+\)\=\>/
syntax match rungNumber /\<\d\{4}-\d\d-\d\d\%(T[0-9:.]\+Z\)\=/
syntax match rungNumber /\<\%(sha256:\x\{64}\|xxh3:\x\{32}\)\>/
syntax match rungComment /#.*$/ contains=@Spell
syntax match rungEscape /\\\%([ntr"\\]\|u{\x\+}\)\|\$\${/ contained
syntax region rungInterpolation matchgroup=rungEscape start=/\${/ end=/}/ contained contains=TOP
syntax region rungString start=/"/ end=/"/ oneline contains=rungEscape,rungInterpolation
syntax region rungString start=/'/ end=/'/ oneline
syntax region rungString start=/"""\s*$/ end=/^\s*"""/ contains=rungEscape,rungInterpolation
syntax region rungString start=/'''\s*$/ end=/^\s*'''/
highlight default link rungDeclaration Structure
highlight default link rungKeyword Keyword
highlight default link rungWord Statement
highlight default link rungType Type
highlight default link rungOperator Operator
highlight default link rungConstant Constant
highlight default link rungNumber Number
highlight default link rungString String
highlight default link rungEscape Special
highlight default link rungAnnotation PreProc
highlight default link rungComment Comment
setlocal commentstring=#\ %s
let b:current_syntax = 'rung'
