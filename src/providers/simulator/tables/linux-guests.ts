/** Linux servers of all ages. Ubuntu, Rocky and Alma have one guest id for all their releases. */

import { guestTable } from './guest-table.ts';

const CANDIDATES = {
  centos8: ['centos-8', 'centos-stream-8'],
  ubuntu: [
    'ubuntu-14.04',
    'ubuntu-16.04',
    'ubuntu-18.04',
    'ubuntu-20.04',
    'ubuntu-22.04',
    'ubuntu-24.04',
    'ubuntu-26.04',
  ],
  rocky: ['rocky-8', 'rocky-9', 'rocky-10'],
  alma: ['alma-8', 'alma-9', 'alma-10'],
};

const linux = (name: string, lines: string) => guestTable('linux', name, lines, CANDIDATES);

export const LINUX_SERVERS = [
  ...linux(
    'Red Hat Enterprise Linux',
    `
rhel-5  | 5  | rhel5_64Guest  | Red Hat Enterprise Linux 5 (64-bit)  | 2.6.18-419.el5             | 1  | 2009 | 2012
rhel-6  | 6  | rhel6_64Guest  | Red Hat Enterprise Linux 6 (64-bit)  | 2.6.32-754.el6.x86_64      | 4  | 2011 | 2015
rhel-7  | 7  | rhel7_64Guest  | Red Hat Enterprise Linux 7 (64-bit)  | 3.10.0-1160.el7.x86_64     | 13 | 2015 | 2020
rhel-8  | 8  | rhel8_64Guest  | Red Hat Enterprise Linux 8 (64-bit)  | 4.18.0-553.el8_10.x86_64   | 18 | 2019 | 2023
rhel-9  | 9  | rhel9_64Guest  | Red Hat Enterprise Linux 9 (64-bit)  | 5.14.0-503.el9_5.x86_64    | 14 | 2022 | 2026
rhel-10 | 10 | rhel10_64Guest | Red Hat Enterprise Linux 10 (64-bit) | 6.12.0-55.el10.x86_64      | 2  | 2025 | 2026
`,
  ),
  ...linux(
    'CentOS',
    `
centos-6 | 6 | centos6_64Guest | CentOS 6 (64-bit) | 2.6.32-754.el6.x86_64  | 2 | 2012 | 2016
centos-7 | 7 | centos7_64Guest | CentOS 7 (64-bit) | 3.10.0-1160.el7.x86_64 | 8 | 2015 | 2021
centos-8 | 8 | centos8_64Guest | CentOS 8 (64-bit) | 4.18.0-348.el8.x86_64  | 1 | 2020 | 2021 | centos8
`,
  ),
  ...linux(
    'SUSE Linux Enterprise Server',
    `
sles-11.4 | 11 | sles11_64Guest | SUSE Linux Enterprise 11 (64-bit) | 3.0.101-108-default     | 1.5 | 2012 | 2016
sles-12.5 | 12 | sles12_64Guest | SUSE Linux Enterprise 12 (64-bit) | 4.12.14-122-default     | 4   | 2017 | 2021
sles-15.6 | 15 | sles15_64Guest | SUSE Linux Enterprise 15 (64-bit) | 6.4.0-150600.23-default | 6   | 2020 | 2026
`,
  ),
  ...linux(
    'Ubuntu',
    `
ubuntu-16.04 | 16.04 | ubuntu64Guest | Ubuntu Linux (64-bit) | 4.4.0-210-generic  | 2 | 2016 | 2018 | ubuntu
ubuntu-18.04 | 18.04 | ubuntu64Guest | Ubuntu Linux (64-bit) | 4.15.0-213-generic | 3 | 2018 | 2020 | ubuntu
ubuntu-20.04 | 20.04 | ubuntu64Guest | Ubuntu Linux (64-bit) | 5.4.0-208-generic  | 5 | 2020 | 2022 | ubuntu
ubuntu-22.04 | 22.04 | ubuntu64Guest | Ubuntu Linux (64-bit) | 5.15.0-134-generic | 8 | 2022 | 2025 | ubuntu
ubuntu-24.04 | 24.04 | ubuntu64Guest | Ubuntu Linux (64-bit) | 6.8.0-55-generic   | 4 | 2024 | 2026 | ubuntu
`,
  ),
  ...linux(
    'Debian',
    `
debian-8  | 8  | debian8_64Guest  | Debian GNU/Linux 8 (64-bit)  | 3.16.0-11-amd64 | 0.7 | 2015 | 2017
debian-10 | 10 | debian10_64Guest | Debian GNU/Linux 10 (64-bit) | 4.19.0-27-amd64 | 1.5 | 2019 | 2021
debian-11 | 11 | debian11_64Guest | Debian GNU/Linux 11 (64-bit) | 5.10.0-34-amd64 | 2.5 | 2021 | 2023
debian-12 | 12 | debian12_64Guest | Debian GNU/Linux 12 (64-bit) | 6.1.0-32-amd64  | 3   | 2023 | 2026
`,
  ),
  ...linux(
    'Oracle Linux',
    `
oracle-linux-6 | 6 | oracleLinux6_64Guest | Oracle Linux 6 (64-bit) | 4.1.12-124.el6uek.x86_64  | 0.7 | 2013 | 2016
oracle-linux-7 | 7 | oracleLinux7_64Guest | Oracle Linux 7 (64-bit) | 5.4.17-2136.el7uek.x86_64 | 2   | 2016 | 2021
oracle-linux-8 | 8 | oracleLinux8_64Guest | Oracle Linux 8 (64-bit) | 5.15.0-206.el8uek.x86_64  | 2.5 | 2020 | 2025
`,
  ),
  ...linux(
    'Rocky Linux',
    `
rocky-8 | 8 | rockylinux_64Guest | Rocky Linux (64-bit) | 4.18.0-553.el8_10.x86_64 | 1.5 | 2021 | 2023 | rocky
rocky-9 | 9 | rockylinux_64Guest | Rocky Linux (64-bit) | 5.14.0-503.el9_5.x86_64  | 2.5 | 2022 | 2026 | rocky
`,
  ),
  ...linux(
    'AlmaLinux',
    `
alma-9 | 9 | almalinux_64Guest | AlmaLinux (64-bit) | 5.14.0-503.el9_5.x86_64 | 1 | 2022 | 2026 | alma
`,
  ),
];
