/** The rules in force as a table. */

import { ROUTES } from '../../api/routes.ts';
import type { RuleDocument } from '../../api/rules.ts';
import { TARGET_IDS } from '../../core/assess/user-rules/rule-schema.ts';
import { failure } from '../../core/errors/registry.ts';
import { suggestion } from '../../core/policy/did-you-mean.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printList } from '../output/print.ts';

export interface ListOptions {
  readonly words: readonly string[];
  readonly own?: boolean;
  readonly target?: string;
}

export async function listRules(cli: Cli, { words, own, target }: ListOptions): Promise<void> {
  if (target !== undefined && !(TARGET_IDS as readonly string[]).includes(target)) {
    throw failure('IST-9002', `"${target}" is no target`, {
      hint: `Targets: ${TARGET_IDS.join(', ')}.${suggestion(target, TARGET_IDS)}`,
    });
  }
  const { items } = await (await cli.client()).call(ROUTES.listRules);
  const wanted = words.map((word) => word.toLowerCase());
  const chosen = items.filter((rule) => {
    const text = `${rule.id} ${rule.label} ${rule.source.ref}`.toLowerCase();
    const speaks = target === undefined || rule.severity[target] !== undefined;
    return speaks && (own !== true || rule.origin !== 'shipped') && wanted.every((word) => text.includes(word));
  });
  await printList(
    cli,
    {
      noun: 'rule',
      items: chosen,
      name: (row) => row.id,
      columns: [
        { header: 'ID', value: (row) => row.id },
        { header: 'LABEL', value: (row) => row.label },
        target === undefined
          ? { header: 'SEVERITY', value: severityText }
          : { header: target.toUpperCase(), value: (row) => row.severity[target] },
        { header: 'FAIL', value: (row) => row.counts?.fail, align: 'right' },
        { header: 'UNKNOWN', value: (row) => row.counts?.unknown, align: 'right' },
        { header: 'FROM', value: (row) => `${row.file ?? row.origin}${row.sound ? '' : ' (faulty)'}` },
        { header: 'FACTS', value: (row) => row.facts.join(','), wide: true },
        { header: 'SOURCE', value: (row) => `${row.source.ref} (${row.source.date})`, wide: true },
      ],
    },
    { total: chosen.length },
  );
  const faulty = chosen.filter(({ sound }) => !sound);
  if (faulty.length > 0) {
    cli.say(
      `! ${plural(faulty.length, 'rule')} cannot be read and answer "unknown": isthmus rules show ${faulty[0]?.id ?? ''}`,
    );
  }
}

/** "blocker: azure-vm, kvm; warning: hyperv" */
export function severityText({ severity }: Pick<RuleDocument, 'severity'>): string {
  return (['blocker', 'warning', 'info'] as const)
    .flatMap((level) => {
      const targets = TARGET_IDS.filter((target) => severity[target] === level);
      if (targets.length === 0) return [];
      return [`${level}: ${targets.length === TARGET_IDS.length ? 'every target' : targets.join(', ')}`];
    })
    .join('; ');
}
