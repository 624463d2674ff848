import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CONCERNS_DOC, concernsDocText } from '../../../../scripts/write-concerns-doc.ts';
import { catalog } from '../../../../test/support/catalog.ts';
import { RULES } from './registry.ts';

const { concerns, azureReadiness, beyond } = catalog['migration-concerns'];
const rules = new Map(RULES.map((rule) => [rule.id, rule]));
const all = [...concerns, ...azureReadiness, ...beyond];

describe('known concerns', () => {
  it('are the 75 of the catalogue, the reasons of Azure Migrate and what no other tool ships', () => {
    expect(concerns).toHaveLength(75);
    expect(azureReadiness).toHaveLength(23);
    expect(beyond).toHaveLength(18);
  });

  it('name rules that exist', () => {
    expect(all.flatMap((one) => one.rules.filter((id) => !rules.has(id)).map((id) => `${one.id}: ${id}`))).toEqual([]);
  });

  it('have an answer: a rule, or what answers them elsewhere', () => {
    expect(all.filter((one) => one.rules.length === 0 && one.elsewhere === undefined).map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['kubevirt', 'openshift-virtualization'],
    ['azure', 'azure-vm'],
  ] as const)(
    'that matter on the way to %s have a rule that speaks there, or say what answers them',
    (column, target) => {
      const silent = concerns.filter(
        (concern) =>
          concern[column] !== 'none' &&
          concern.elsewhere === undefined &&
          !concern.rules.some((id) => rules.get(id)?.severity[target] !== undefined),
      );
      expect(silent.map(({ id }) => id)).toEqual([]);
    },
  );

  it('that block on the way to Azure have a rule that is more than information', () => {
    const light = concerns.filter(
      ({ azure, rules: ids, elsewhere }) =>
        azure === 'blocker' &&
        elsewhere === undefined &&
        !ids.some((id) => ['blocker', 'warning'].includes(rules.get(id)?.severity['azure-vm'] ?? 'info')),
    );
    expect(light.map(({ id }) => id)).toEqual([]);
  });

  it('are listed in the reference page as they are (else run scripts/write-concerns-doc.ts)', async () => {
    expect((await readFile(CONCERNS_DOC, 'utf8')).replaceAll('\r\n', '\n')).toBe(await concernsDocText(catalog));
  });
});
