#compdef dipfacts
# dipfacts at TAB in zsh. Written by: dipfacts --install-completion
_dipfacts() {
    emulate -L zsh
    local typed=$PREFIX line value told
    local -a lines values shown
    [[ -n ${compstate[quote]} ]] || typed=${(Q)PREFIX}
    lines=("${(@f)$(_DIPFACTS_COMPLETE=zsh command ${~${(Q)words[1]}} \
        "${(@Q)words[1,CURRENT-1]}" "$typed" 2>/dev/null)}")
    if [[ ${lines[1]-} == $'\x01files' ]]; then
        compset -P '--*='
        _files
        return
    fi
    for line in $lines; do
        [[ -n $line ]] || continue
        value=${line%%$'\t'*} told=${line#*$'\t'}
        values+=("$value")
        shown+=("$value${told:+  -- $told}")
    done
    (( $#values )) || return 1
    compadd -U -V dipfacts -l -d shown -a values
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit
    compinit
fi
compdef _dipfacts dipfacts
