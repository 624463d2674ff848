/** `isthmus explain IST-1001 | <rule id> | <field> | source.<kind>`: kinds of source and rules of your own ask the server. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure, ERRORS } from '../../core/errors/registry.ts';
import type { ErrorCode } from '../../core/errors/registry.ts';
import { RULES } from '../../core/assess/rules/registry.ts';
import { FIELDS } from '../../core/model/fields.ts';
import type { Cli } from '../cli.ts';
import { bareId } from '../output/ids.ts';
import { printDocument } from '../output/print.ts';

export function registerExplain(program: Command, cli: Cli): void {
  program
    .command('explain')
    .description('Explain an error code, a rule, a field or a kind of source.')
    .argument('<subject>', 'IST-1001, a rule id, a field such as os.family, or source.<kind>')
    .action(async (subject: string) => {
      const found =
        explainError(subject) ??
        explainRule(subject) ??
        explainField(subject) ??
        (await explainSource(cli, subject)) ??
        (await explainOwnRule(cli, subject));
      if (found === undefined)
        throw failure('IST-9002', `"${subject}" is no error code, rule, field or kind of source`, {
          hint: 'Fields: isthmus get fields. Rules: docs/reference/rules.md. Kinds: isthmus get source-kinds.',
        });
      await printDocument(cli, found.document, () => `${found.lines.join('\n')}\n`);
    });
}

interface Explanation {
  readonly document: unknown;
  readonly lines: readonly string[];
}

function explainError(subject: string): Explanation | undefined {
  const code = subject.toUpperCase();
  if (!(code in ERRORS)) return undefined;
  const definition = ERRORS[code as ErrorCode];
  return {
    document: { code, ...definition },
    lines: [
      `${code}  ${definition.title}`,
      `  ${definition.hint}`,
      `  exit code ${definition.exitCode}, HTTP status ${definition.status}`,
    ],
  };
}

function explainRule(subject: string): Explanation | undefined {
  const rule = RULES.find(({ id }) => id === bareId(subject));
  if (rule === undefined) return undefined;
  const document = Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'evaluate'));
  return {
    document,
    lines: [
      `${rule.id}  ${rule.label}`,
      `  ${rule.description}`,
      `  fix: ${rule.remedy}`,
      `  needs: ${rule.needs.join(', ')}`,
      `  weighs: ${Object.entries(rule.severity)
        .map(([target, severity]) => `${target} ${severity}`)
        .join(', ')}`,
      `  source: ${rule.source.ref} (${rule.source.date})`,
    ],
  };
}

/** Rules of the user's own are known to the server alone. */
async function explainOwnRule(cli: Cli, subject: string): Promise<Explanation | undefined> {
  const id = bareId(subject);
  if (!id.startsWith('user.')) return undefined;
  const { ruleLines } = await import('../rules/show.ts');
  const document = await (await cli.client()).call(ROUTES.getRule, { params: { id } });
  return { document, lines: ruleLines(document) };
}

function explainField(subject: string): Explanation | undefined {
  const field = FIELDS.find(({ path }) => path === subject);
  if (field === undefined) return undefined;
  return {
    document: { path: field.path, title: field.title, type: field.type, unit: field.unit },
    lines: [
      `${field.path}  ${field.title}`,
      `  type ${field.type}${field.unit === undefined ? '' : `, in ${field.unit}`}`,
    ],
  };
}

/** What to fill in to connect a kind, and what can be done with it. */
async function explainSource(cli: Cli, subject: string): Promise<Explanation | undefined> {
  const [, kind] = /^source\.([a-z0-9-]+)$/.exec(subject) ?? [];
  if (kind === undefined) return undefined;
  const { sourceKinds } = await import('../source/kinds.ts');
  const found = (await sourceKinds(cli)).find((one) => one.kind === kind);
  if (found === undefined) return undefined;
  const { title, facets, file, live, kit } = found;
  const field = ({ name, help, required }: { name: string; help: string; required?: boolean | undefined }): string =>
    `    ${name}${required === true ? ' (needed)' : ''}: ${help}`;
  return {
    document: found,
    lines: [
      `source.${kind}  ${title}`,
      `  offers: ${facets.join(', ')}`,
      ...(file === null ? [] : [`  reads: ${file.accepts}`]),
      ...(live === null
        ? ['  has no live connection']
        : [
            `  is read every ${live.intervalSeconds} s`,
            ...(live.settings.length === 0 ? [] : ['  settings (--set name=value)', ...live.settings.map(field)]),
            ...(live.secrets.length === 0 ? [] : ['  secrets (--secret name)', ...live.secrets.map(field)]),
            ...(live.guide === null || found.package !== null ? [] : [`  guide: docs/guide/sources/${live.guide}`]),
          ]),
      ...kit.map((one) => `  to take along: isthmus collect ${kind} ${one.name}  (${one.title})`),
    ],
  };
}
