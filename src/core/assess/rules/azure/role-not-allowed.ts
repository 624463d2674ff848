import { defineRule } from '../../rule.ts';
import { noneInstalled } from '../../guest-software.ts';
import { notWindowsServer } from '../../roles.ts';
import { concerns } from '../sources.ts';

export const roleNotAllowed = defineRule({
  id: 'azure.role.not-allowed',
  label: 'Windows role that Azure does not allow',
  description:
    'DHCP server, deployment services, rights management, network load balancing, WINS and routing are not supported on Azure VMs.',
  remedy: "Replace the role by the platform's own service, or keep it on another site.",
  severity: { 'azure-vm': 'blocker' },
  openWeighs: 'info',
  source: concerns('azure-unsupported-role', 'partly'),
  needs: [],
  mayUse: ['guestFeatures', 'os'],
  fixHours: 16,
  evaluate: ({ guestFeatures, os }) =>
    noneInstalled(
      { guestFeatures },
      { features: /^(dhcp|wds|wds-deployment|wds-transport|adrms|adrms-server|nlb|wins|routing|directaccess-vpn)$/i },
      notWindowsServer(os),
    ),
});
