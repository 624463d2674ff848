/**
 * RVTools writes English headers whatever the language of Windows; these are what people and translating
 * spreadsheets make of them. Enough for a sheet vInfo that somebody translated to be read.
 */

export const TRANSLATED_VINFO = {
  vm: ['Virtuelle Maschine', 'VM-Name', 'Machine virtuelle', 'Nom de la VM', 'Máquina virtual', 'Nombre de VM'],
  power: ['Energiestatus', 'Betriebszustand', 'Energiezustand', "État d'alimentation", 'Estado de energía', 'Estado'],
  template: ['Vorlage', 'Modèle', 'Plantilla'],
  cpus: ['Prozessoren', 'Anzahl CPUs', 'Processeurs', 'Procesadores', 'vCPUs', 'vCPU'],
  memory: ['Arbeitsspeicher', 'Speicher', 'Mémoire', 'Memoria'],
  provisioned: ['Bereitgestellt MiB', 'Provisionné MiB', 'Alloué MiB', 'Aprovisionado MiB'],
  inUse: ['Belegt MiB', 'Verwendet MiB', 'Utilisé MiB', 'En uso MiB'],
  datacenter: ['Rechenzentrum', 'Centre de données', 'Centro de datos'],
  cluster: ['Grappe', 'Clúster'],
  host: ['Hôte', 'Anfitrión'],
  folder: ['Ordner', 'Dossier', 'Carpeta'],
  resourcePool: ['Ressourcenpool', 'Pool de ressources', 'Grupo de recursos', 'Pool de recursos'],
  dnsName: ['DNS-Name', 'Nom DNS', 'Nombre DNS'],
  primaryIp: ['Primäre IP-Adresse', 'Adresse IP principale', 'Dirección IP principal'],
  annotation: ['Anmerkung', 'Notizen', 'Annotation', 'Remarques', 'Anotación', 'Notas'],
  created: ['Erstellungsdatum', 'Date de création', 'Fecha de creación'],
  osConfigured: [
    'Betriebssystem laut Konfigurationsdatei',
    'Betriebssystem gemäß der Konfigurationsdatei',
    'Betriebssystem',
    "Système d'exploitation selon le fichier de configuration",
    "Système d'exploitation",
    'SO según el archivo de configuración',
    'Sistema operativo',
  ],
  osReported: [
    'Betriebssystem laut VMware Tools',
    'Betriebssystem gemäß den VMware Tools',
    "Système d'exploitation selon les VMware Tools",
    'SO según VMware Tools',
  ],
} as const;

const TRUE_WORDS: ReadonlySet<string> = new Set([
  'true',
  '1',
  'yes',
  'y',
  'wahr',
  'ja',
  'vrai',
  'oui',
  'verdadero',
  'sí',
  'si',
]);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'falsch', 'nein', 'faux', 'non', 'falso']);

/** True, false, or undefined when the word says neither. */
export function booleanWord(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : undefined;
}

const POWER_WORDS: Readonly<Record<string, 'on' | 'off' | 'suspended'>> = {
  poweredon: 'on',
  on: 'on',
  running: 'on',
  eingeschaltet: 'on',
  ein: 'on',
  soustension: 'on',
  allumé: 'on',
  encendido: 'on',
  encendida: 'on',
  poweredoff: 'off',
  off: 'off',
  ausgeschaltet: 'off',
  aus: 'off',
  horstension: 'off',
  éteint: 'off',
  apagado: 'off',
  apagada: 'off',
  suspended: 'suspended',
  angehalten: 'suspended',
  suspendu: 'suspended',
  interrompu: 'suspended',
  suspendido: 'suspended',
  suspendida: 'suspended',
};

export function powerWord(text: string): 'on' | 'off' | 'suspended' | undefined {
  return POWER_WORDS[text.toLowerCase().replaceAll(/[^\p{L}]/gu, '')];
}
