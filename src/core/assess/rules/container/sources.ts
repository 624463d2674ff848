/** What rules on containers rest on. */

import type { RuleSource } from '../../rule.ts';

/** Roles and features taken out of the Server Core container image. */
export const removedRoles: RuleSource = {
  ref: 'github:MicrosoftDocs/windowsserverdocs WindowsServerDocs/administration/server-core/server-core-container-removed-roles.md',
  date: '2018-05-07',
};

export const windowsMatrix: RuleSource = {
  ref: 'catalog/guest-support.yaml, table windowsContainerMatrix',
  date: '2025-09-17',
};

export const aksPools: RuleSource = { ref: 'catalog/guest-support.yaml, table aksWindowsPools', date: '2026-06-19' };

export const wmcoPlatforms: RuleSource = {
  ref: 'catalog/guest-support.yaml, table wmcoPlatforms',
  date: '2026-11-22',
};

/** The beta of SQL Server on Windows containers was suspended. */
export const sqlServerOnWindows: RuleSource = {
  ref: 'https://www.theregister.com/2021/07/06/microsoft_cancels_sql_server_beta_windows_server_containers/',
  date: '2021-07-06',
  confidence: 'secondary',
};

export const windowsPodLimits: RuleSource = {
  ref: 'github:openshift/openshift-docs windows_containers/wmco_rn/windows-containers-release-notes-limitations.adoc @257de4a3',
  date: '2026-11-22',
};
