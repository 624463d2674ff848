import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest, tableAnswers } from '../../guest-tables.ts';
import { azureReadiness } from '../sources.ts';

export const osUnendorsed = defineRule({
  id: 'azure.os.unendorsed',
  label: 'Guest is not endorsed on Azure',
  description: "Azure's lists do not name this system: it may start, but there is no support for it.",
  remedy: 'Move to an endorsed release, or test the start on Azure and accept that support ends with you.',
  severity: { 'azure-vm': 'warning' },
  source: azureReadiness,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) => {
    const { azureVm, virtV2vGuests } = catalog['guest-support'];
    const row = azureVm.find(({ source }) => source === 'azure-endorsed');
    const [converted] = tableAnswers(virtV2vGuests, os) ?? [];
    const other =
      converted === undefined || converted === 'absent' || converted.verdict !== 'converted'
        ? ''
        : ` Other tools do convert it (${cite(converted)}).`;
    return judgeGuest(
      azureVm,
      os,
      (answer) => answer === 'absent',
      () => `${guestName(os)} is in none of Azure's lists${row === undefined ? '' : ` (${cite(row)})`}.${other}`,
    );
  },
});
