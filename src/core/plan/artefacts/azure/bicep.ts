/** A template as Bicep. */

import { isExpression, mustBeFilled } from './template.ts';
import type { Expression, Parameter, Resource, Template, Value } from './template.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A single-quoted Bicep string: quotes, interpolation and control characters of the data stay data. */
export function bicepString(text: string): string {
  const escaped = text
    .replaceAll(/[\\'\n\r\t]/g, (char) => ESCAPES[char] ?? char)
    .replaceAll('${', '\\${')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
  return `'${escaped}'`;
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** One-line comment: the data cannot end it. */
const comment = (text: string): string => `// ${text.replaceAll(/[\u0000-\u001f\u0085\u2028\u2029]+/g, ' ')}`;

function expression(value: Expression): string {
  switch (value.expr) {
    case 'text':
      return bicepString(value.text);
    case 'param':
      return value.member === undefined ? value.name : `${value.name}.${value.member}`;
    case 'id':
      return `${value.symbol}.id`;
    case 'call':
      return value.fn === 'resourceGroup().location'
        ? value.fn
        : `${value.fn}(${value.args.map(expression).join(', ')})`;
  }
}

function render(value: Value, indent: string): string {
  if (typeof value === 'string') return bicepString(value);
  if (typeof value !== 'object') return String(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : `[\n${value.map((item: Value) => `${deeper}${render(item, deeper)}\n`).join('')}${indent}]`;
  }
  if (isExpression(value)) return expression(value);
  const members = Object.entries(value);
  if (members.length === 0) return '{}';
  const lines = members.map(
    ([key, member]) => `${deeper}${isIdentifier(key) ? key : bicepString(key)}: ${render(member, deeper)}\n`,
  );
  return `{\n${lines.join('')}${indent}}`;
}

function parameter(item: Parameter): string {
  return [
    `@description(${bicepString(item.description)})`,
    ...(item.allowed === undefined
      ? []
      : [`@allowed([\n${item.allowed.map((value) => `  ${bicepString(value)}\n`).join('')}])`]),
    ...(mustBeFilled(item) ? ['@minLength(1)'] : []),
    `param ${item.name} ${item.type}${item.default === undefined ? '' : ` = ${render(item.default, '')}`}`,
  ].join('\n');
}

function resource(item: Resource): string {
  const head = item.comment === undefined ? '' : `${comment(item.comment)}\n`;
  return `${head}resource ${item.symbol} '${item.type}@${item.apiVersion}' = ${render({ name: item.name, ...item.body }, '')}`;
}

export function bicepText(template: Template): string {
  return `${[comment(template.title), "targetScope = 'resourceGroup'", ...template.parameters.map(parameter), ...template.resources.map(resource)].join('\n\n')}\n`;
}
