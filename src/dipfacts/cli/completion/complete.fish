# dipfacts at TAB in fish. Written by: dipfacts --install-completion
function __dipfacts_at_tab
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l lines (_DIPFACTS_COMPLETE=fish command $program $words "$word" 2>/dev/null)
    if test "$lines[1]" = \x01files
        set -l flag (string match -r -- '^--[^=]*=' "$word")
        set -l paths (__fish_complete_path (string replace -- "$flag" '' "$word"))
        if set -q paths[1]
            printf '%s\n' "$flag"$paths
        end
    else if set -q lines[1]
        printf '%s\n' $lines
    end
end
complete --command dipfacts --no-files --keep-order --arguments '(__dipfacts_at_tab)'
