import type { CompletedCommand, CompletedOption } from './describe-program.ts';

/** Can be sourced, or stored as `_batch-status` in a folder of `fpath`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, choices }) => {
    const specs = options.flatMap(specsOf);
    const argument = choices.length > 0 ? [quote(`1:value:(${choices.join(' ')})`)] : [];
    return `    ${name}) _arguments ${[...specs, ...argument].join(' \\\n      ')} ;;`;
  });
  return `#compdef batch-status
_batch-status() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT -= 1 ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _batch-status ]; then
  _batch-status "$@"
else
  compdef _batch-status batch-status
fi
`;
}

function specsOf({ long, short, description, value }: CompletedOption): string[] {
  const about = description.replaceAll(/[[\]:\\]/g, '\\$&');
  const action = { none: '', path: ':file:_files', other: ':value: ' }[value];
  return [long, ...(short ? [short] : [])].map((name) => quote(`${name}[${about}]${action}`));
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
