/** A template as ARM JSON. */

import { isExpression, mustBeFilled, symbolsIn } from './template.ts';
import type { Expression, Parameter, Resource, Template, Value } from './template.ts';

export const ARM_SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** A text that would be read as an expression is escaped by doubling its bracket. */
export function armLiteral(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function expression(value: Expression, resources: ReadonlyMap<string, Resource>): string {
  switch (value.expr) {
    case 'text':
      return quoted(value.text);
    case 'param':
      return `parameters(${quoted(value.name)})${value.member === undefined ? '' : `.${value.member}`}`;
    case 'call':
      return value.fn === 'resourceGroup().location'
        ? value.fn
        : `${value.fn}(${value.args.map((arg) => expression(arg, resources)).join(', ')})`;
    case 'id': {
      const resource = resources.get(value.symbol);
      if (resource === undefined) throw new TypeError(`template refers to unknown resource ${value.symbol}`);
      return `resourceId(${quoted(resource.type)}, ${quoted(resource.name)})`;
    }
  }
}

function json(value: Value, resources: ReadonlyMap<string, Resource>): unknown {
  if (typeof value === 'string') return armLiteral(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Value) => json(item, resources));
  if (isExpression(value)) return value.expr === 'text' ? armLiteral(value.text) : `[${expression(value, resources)}]`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, json(member, resources)]));
}

function parameter(item: Parameter, resources: ReadonlyMap<string, Resource>): object {
  return {
    type: item.type,
    ...(item.default === undefined ? {} : { defaultValue: json(item.default, resources) }),
    ...(item.allowed === undefined ? {} : { allowedValues: item.allowed }),
    ...(mustBeFilled(item) ? { minLength: 1 } : {}),
    metadata: { description: item.description },
  };
}

/** The template as an object, ready for JSON. */
export function armTemplate(
  template: Template,
): { readonly resources: readonly object[] } & Readonly<Record<string, unknown>> {
  const resources = new Map(template.resources.map((resource) => [resource.symbol, resource]));
  return {
    $schema: ARM_SCHEMA,
    contentVersion: '1.0.0.0',
    metadata: { description: template.title },
    parameters: Object.fromEntries(template.parameters.map((item) => [item.name, parameter(item, resources)])),
    resources: template.resources.map((resource) => {
      const dependsOn = symbolsIn(resource.body).map((symbol) => `[${expression({ expr: 'id', symbol }, resources)}]`);
      const body = json(resource.body, resources) as object;
      return {
        type: resource.type,
        apiVersion: resource.apiVersion,
        name: armLiteral(resource.name),
        ...(resource.comment === undefined ? {} : { comments: resource.comment }),
        ...body,
        ...(dependsOn.length > 0 ? { dependsOn } : {}),
      };
    }),
  };
}

export function armText(template: Template): string {
  return `${JSON.stringify(armTemplate(template), null, 2)}\n`;
}
