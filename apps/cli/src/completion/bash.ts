import type { CompletedCommand } from './describe-program.ts';

/** Works with Bash 3.2 of macOS too, and without the package `bash-completion`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options, choices }) => {
    const words = [...options.flatMap(({ long, short }) => [long, ...(short ? [short] : [])])];
    return `    ${name}) options='${words.join(' ')}' choices='${choices.join(' ')}' ;;`;
  });
  const withValue = (value: string): string =>
    [
      ...new Set(
        commands.flatMap(({ options }) =>
          options
            .filter((option) => option.value === value)
            .flatMap(({ long, short }) => [long, ...(short ? [short] : [])]),
        ),
      ),
    ].join('|');
  return `# bash completion for batch-status
_batch_status() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local options='' choices=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
    return
  fi
  case $previous in
    ${withValue('path')})
      local IFS=$'\\n'
      COMPREPLY=($(compgen -f -- "$current"))
      compopt -o filenames 2>/dev/null
      return ;;
    ${withValue('other')}) return ;;
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$choices" -- "$current")) ;;
  esac
}
complete -F _batch_status batch-status
`;
}
