/** Windows as vSphere names it, with how common each release is. "Or later" ids cover several. */

import { guestTable } from './guest-table.ts';

const CANDIDATES = {
  since2012: ['windows-server-2012', 'windows-server-2012-r2'],
  since2016: ['windows-server-2016', 'windows-server-2019', 'windows-server-2022', 'windows-server-2025'],
};

export const WINDOWS_SERVERS = guestTable(
  'windows',
  'Windows Server',
  `
windows-server-2003    | 2003    | winNetStandardGuest       | Microsoft Windows Server 2003 Standard (32-bit) | 3790  | 0.7 | 2008 | 2011
windows-server-2003    | 2003    | winNetEnterprise64Guest   | Microsoft Windows Server 2003 (64-bit)          | 3790  | 0.4 | 2008 | 2011
windows-server-2008    | 2008    | winLonghorn64Guest        | Microsoft Windows Server 2008 (64-bit)          | 6003  | 1.4 | 2010 | 2013
windows-server-2008-r2 | 2008 R2 | windows7Server64Guest     | Microsoft Windows Server 2008 R2 (64-bit)       | 7601  | 7   | 2011 | 2016
windows-server-2012    | 2012    | windows8Server64Guest     | Microsoft Windows Server 2012 (64-bit)          | 9200  | 3   | 2013 | 2016 | since2012
windows-server-2012-r2 | 2012 R2 | windows8Server64Guest     | Microsoft Windows Server 2012 (64-bit)          | 9600  | 14  | 2014 | 2018 | since2012
windows-server-2016    | 2016    | windows9Server64Guest     | Microsoft Windows Server 2016 or later (64-bit) | 14393 | 20  | 2017 | 2021 | since2016
windows-server-2019    | 2019    | windows9Server64Guest     | Microsoft Windows Server 2016 or later (64-bit) | 17763 | 8   | 2019 | 2022 | since2016
windows-server-2019    | 2019    | windows2019srv_64Guest    | Microsoft Windows Server 2019 (64-bit)          | 17763 | 19  | 2020 | 2024
windows-server-2022    | 2022    | windows2019srvNext_64Guest| Microsoft Windows Server 2022 (64-bit)          | 20348 | 21  | 2022 | 2026
windows-server-2022    | 2022    | windows9Server64Guest     | Microsoft Windows Server 2016 or later (64-bit) | 20348 | 2   | 2022 | 2023 | since2016
windows-server-2025    | 2025    | windows2022srvNext_64Guest| Microsoft Windows Server 2025 (64-bit)          | 26100 | 5   | 2025 | 2026
`,
  CANDIDATES,
);

export const WINDOWS_CLIENTS = guestTable(
  'windows',
  'Windows',
  `
windows-xp    | XP | winXPProGuest     | Microsoft Windows XP Professional (32-bit) | 2600  | 2  | 2008 | 2012
windows-7-sp1 | 7  | windows7_64Guest  | Microsoft Windows 7 (64-bit)               | 7601  | 7  | 2011 | 2018
windows-10    | 10 | windows9_64Guest  | Microsoft Windows 10 (64-bit)              | 19045 | 56 | 2017 | 2023
windows-11    | 11 | windows11_64Guest | Microsoft Windows 11 (64-bit)              | 22631 | 35 | 2022 | 2026
`,
);
