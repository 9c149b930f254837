import type { CompletedCommand } from './describe-program.ts';

export function powershellScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name, summary }) => [name, summary] as const);
  const words = commands.map(({ name, options, choices }) => {
    const entries = [
      ...choices.map((choice) => [choice, choice] as const),
      ...options.map(({ long, description }) => [long, description] as const),
    ];
    return `    ${quote(name)} = ${table(entries, '      ')}`;
  });
  return `# PowerShell completion for batch-status
Register-ArgumentCompleter -Native -CommandName batch-status -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = ${table(names, '    ')}
  $words = @{
${words.join('\n')}
  }
  $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  if ($typed.Count -lt 2 -or ($typed.Count -eq 2 -and $wordToComplete -ne '')) {
    $candidates = $commands
  } elseif ($words.ContainsKey($typed[1])) {
    $candidates = $words[$typed[1]]
  } else {
    return
  }
  $candidates.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
  }
}
`;
}

function table(entries: readonly (readonly [string, string])[], indent: string): string {
  const lines = entries.map(([key, about]) => `${indent}${quote(key)} = ${quote(about)}`);
  return `[ordered]@{\n${lines.join('\n')}\n${indent.slice(2)}}`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
