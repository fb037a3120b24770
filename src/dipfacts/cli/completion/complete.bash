# dipfacts at TAB in bash, 4.4 or newer. Written by: dipfacts --install-completion
_dipfacts_at_tab() {
    local program=$1
    [[ $program != '~/'* ]] || program=$HOME/${program#'~/'}
    mapfile -t COMPREPLY < <(_DIPFACTS_COMPLETE=bash command "$program" \
        "${COMP_LINE:0:COMP_POINT}" "$COMP_TYPE" "$COMP_WORDBREAKS" 2>/dev/null)
    if [[ ${COMPREPLY[0]-} == $'\x01files' ]]; then
        COMPREPLY=()
        compopt -o default
    fi
}
complete -o nosort -F _dipfacts_at_tab dipfacts
