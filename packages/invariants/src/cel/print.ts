import { serialize, type ASTNode, type ASTOperator } from '@marcbachmann/cel-js';

const withoutParentheses = new Set<ASTOperator>([
  'value',
  'id',
  '.',
  '[]',
  'call',
  'rcall',
  'list',
  'map',
]);

/** An expression as text. The library's `serialize` loses parentheses, as in `a - (b - c)`. */
export function print(node: ASTNode): string {
  if (node.op === '.') return `${enclosed(node.args[0])}.${node.args[1]}`;
  if (node.op === '[]') return `${enclosed(node.args[0])}[${print(node.args[1])}]`;
  if (node.op === 'call') return `${node.args[0]}(${printList(node.args[1])})`;
  if (node.op === 'rcall') {
    const [name, receiver, operands] = node.args;
    return `${enclosed(receiver)}.${name}(${printList(operands)})`;
  }
  if (node.op === '!_' || node.op === '-_') return `${node.op[0]}${enclosed(node.args)}`;
  if (node.op === '?:') {
    const [condition, then, otherwise] = node.args.map(enclosed);
    return `${condition} ? ${then} : ${otherwise}`;
  }
  if (node.op === 'list') return `[${printList(node.args)}]`;
  if (node.op === 'map') {
    return `{${node.args.map(([key, value]) => `${print(key)}: ${print(value)}`).join(', ')}}`;
  }
  if (node.op === 'value') return printLiteral(node);
  if (node.op === 'id') return node.args;
  const [left, right] = node.args as [ASTNode, ASTNode];
  return `${left.op === node.op ? print(left) : enclosed(left)} ${node.op} ${enclosed(right)}`;
}

/** The library's `serialize` writes surrogates, and `1e+21.0`, which it cannot read. */
function printLiteral(node: ASTNode & { op: 'value' }): string {
  const { args: value } = node;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'number') return serialize(node);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function printList(nodes: readonly ASTNode[]): string {
  return nodes.map(print).join(', ');
}

function enclosed(node: ASTNode): string {
  return withoutParentheses.has(node.op) ? print(node) : `(${print(node)})`;
}
