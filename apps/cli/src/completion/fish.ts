import type { CompletedCommand } from './describe-program.ts';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const first = 'test (count (commandline -opc)) -eq 1';
  const lines = commands.flatMap(({ name, summary, options, choices }) => {
    const within = `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c batch-status -f -n ${quote(first)} -a ${name} -d ${quote(summary)}`,
      ...choices.map((choice) => `complete -c batch-status -f -n ${quote(within)} -a ${choice}`),
      ...options.map(({ long, short, description, value }) =>
        [
          `complete -c batch-status -n ${quote(within)} -l ${long.slice(2)}`,
          ...(short ? [`-s ${short.slice(1)}`] : []),
          ...{ none: [], path: ['-r -F'], other: ['-x'] }[value],
          `-d ${quote(description)}`,
        ].join(' '),
      ),
    ];
  });
  return `# fish completion for batch-status
complete -c batch-status -e
complete -c batch-status -f
${lines.join('\n')}
`;
}

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
