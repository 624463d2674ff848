/**
 * A deployment as data. Bicep and ARM JSON are both written from it, so the two cannot say different things.
 */

export interface ParamRef {
  readonly expr: 'param';
  readonly name: string;
  /** Member of an object parameter. */ readonly member?: string;
}
export interface CallExpr {
  readonly expr: 'call';
  readonly fn: 'resourceId' | 'resourceGroup().location';
  readonly args: readonly Expression[];
}
/** Resource id of another resource of the same template; makes it a dependency. */
export interface IdRef {
  readonly expr: 'id';
  readonly symbol: string;
}
export interface TextExpr {
  readonly expr: 'text';
  readonly text: string;
}
export type Expression = ParamRef | CallExpr | IdRef | TextExpr;

export type Value = string | number | boolean | Expression | readonly Value[] | { readonly [key: string]: Value };

export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'object';
  readonly description: string;
  /** Absent: whoever deploys must give it. */
  readonly default?: Value;
  readonly allowed?: readonly string[];
}

/** A text nobody knows yet: an empty one must not deploy. */
export const mustBeFilled = (parameter: Parameter): boolean =>
  parameter.type === 'string' && parameter.default === undefined && parameter.allowed === undefined;

export interface Resource {
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly comment?: string;
  /** Members in the order they are written; location, tags, properties … */
  readonly body: { readonly [key: string]: Value };
}

export interface Template {
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly resources: readonly Resource[];
}

export const param = (name: string, member?: string): ParamRef =>
  member === undefined ? { expr: 'param', name } : { expr: 'param', name, member };
export const text = (value: string): TextExpr => ({ expr: 'text', text: value });
export const idOf = (symbol: string): IdRef => ({ expr: 'id', symbol });
export const resourceId = (...args: readonly Expression[]): CallExpr => ({ expr: 'call', fn: 'resourceId', args });
export const groupLocation: CallExpr = { expr: 'call', fn: 'resourceGroup().location', args: [] };

export function isExpression(value: Value): value is Expression {
  return typeof value === 'object' && !Array.isArray(value) && 'expr' in value && typeof value.expr === 'string';
}

/** Symbols of the resources a value refers to, sorted. */
export function symbolsIn(value: Value): string[] {
  const found = new Set<string>();
  const visit = (at: Value): void => {
    if (typeof at !== 'object') return;
    if (Array.isArray(at)) at.forEach(visit);
    else if (isExpression(at)) {
      if (at.expr === 'id') found.add(at.symbol);
      if (at.expr === 'call') at.args.forEach(visit);
    } else Object.values(at).forEach(visit);
  };
  visit(value);
  return [...found].sort();
}
