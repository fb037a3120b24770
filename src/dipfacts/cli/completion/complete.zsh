#compdef dipfacts
# dipfacts at TAB in zsh. Written by: dipfacts --install-completion
_dipfacts() {
    # The options are those that completions are called with: _files needs them as they are.
    local typed=$PREFIX line width=0
    local -a lines values told shown
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
        values+=("${line%%$'\t'*}")
        told+=("${line#*$'\t'}")
        (( $#values[-1] <= width )) || width=$#values[-1]
    done
    (( $#values )) || return 1
    local -i n
    for (( n = 1; n <= $#values; n++ )); do
        line="${(r:$width:)values[n]}${told[n]:+  $told[n]}"
        shown+=("${line[1,COLUMNS-2]}")
    done
    compadd -U -V dipfacts -l -d shown -a values
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit
    compinit
fi
compdef _dipfacts dipfacts
