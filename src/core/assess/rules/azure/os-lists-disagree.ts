import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { cite } from '../../../catalog/provenance.ts';
import { isWithin, possibleIds, undecided, unnamed } from '../../guest-tables.ts';
import { azureMigrateVmware } from '../sources.ts';

export const osListsDisagree = defineRule({
  id: 'azure.os.lists-disagree',
  label: "Azure's lists disagree on the guest",
  description: "The list of endorsed systems and the migration tool's list do not say the same of this guest.",
  remedy: 'Trust the stricter one, or ask support with both references at hand.',
  severity: { 'azure-vm': 'info' },
  source: azureMigrateVmware,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }, { catalog }) => {
    const ids = possibleIds(os);
    if (ids === undefined) return unnamed(os);
    const rowsOf = (id: string) => catalog['guest-support'].azureVm.filter((row) => isWithin(id, row.os));
    const disagreeing = ids.filter((id) => new Set(rowsOf(id).map(({ verdict }) => verdict)).size > 1);
    const [first] = disagreeing;
    if (first === undefined) return pass;
    if (disagreeing.length < ids.length) return undecided(os);
    return fail(
      `${rowsOf(first)
        .map((row) => `${row.os}: ${row.verdict} (${cite(row)})`)
        .join('; ')}.`,
    );
  },
});
