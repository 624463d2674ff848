/**
 * Services of Windows itself and of what is installed for the machine's sake: drivers' helpers, agents, protection,
 * backup. What runs beside them is why the machine exists. Names as Windows gives them, lower case.
 */

import { remember } from '../remember.ts';

const OF_WINDOWS = new Set(
  `adws ajrouter alg appidsvc appinfo appmgmt appreadiness appvclient appxsvc audioendpointbuilder audiosrv autotimesvc
  axinstsv bdesvc bfe bits brokerinfrastructure browser btagservice bthavctpsvc bthserv camsvc cdpsvc certpropsvc
  certsvc clipsvc clr_optimization_v4.0.30319_32 clr_optimization_v4.0.30319_64 comsysapp coremessagingregistrar
  crypt32 cryptsvc cscservice dcomlaunch dcsvc defragsvc deviceassociationservice deviceinstall devquerybroker dfs dfsr
  dhcp diagnosticshub.standardcollector.service diagsvc diagtrack dispbrokerdesktopsvc displayenhancementservice
  dmenrollmentsvc dmwappushservice dnscache dosvc dot3svc dps dsmsvc dsroleserver dssvc dusmsvc eaphost edgeupdate
  edgeupdatem efs embeddedmode entappsvc eventlog eventsystem fax fdphost fdrespub fontcache fontcache3.0.0.0
  frameserver gpsvc graphicsperfsvc hidserv hns hvhost hvservice iisadmin ikeext installservice iphlpsvc ipxlatcfgsvc
  keyiso kdc kpssvc ktmrm lanmanserver lanmanworkstation lfsvc licensemanager lltdsvc lmhosts lsm mapsbroker
  mdcoresvc microsoftedgeelevationservice mixedrealityopenxrsvc mpssvc msdtc msiscsi msiserver ncasvc ncbservice
  ncdautosetup netlogon netman netprofm netsetupsvc nettcpportsharing ngcctnrsvc ngcsvc nlasvc nsi ntds pcasvc perfhost
  phonesvc pla plugplay policyagent power printnotify profsvc pushtoinstall qwave rasauto rasman remoteaccess
  remoteregistry rmsvc rpceptmapper rpclocator rpcss rsopprov sacsvr samss scardsvr scdeviceenum schedule scpolicysvc
  seclogon securityhealthservice semgrsvc sens sense sensordataservice sensorservice sensrsvc sessionenv sgrmbroker
  sharedaccess shellhwdetection shpamsvc smphost smsrouter snmp snmptrap spooler sppsvc ssdpsrv ssh-agent sshd sstpsvc
  staterepository stisvc storsvc svsvc swprv sysmain systemeventsbroker tabletinputservice tapisrv termservice
  textinputmanagementservice themes tieringengineservice timebrokersvc tokenbroker trkwks trustedinstaller tzautoupdate
  ualsvc uevagentservice umrdpservice upnphost usermanager usosvc vaultsvc vds vmicguestinterface vmicheartbeat
  vmickvpexchange vmicrdv vmicshutdown vmictimesync vmicvmsession vmicvss vss w32time w3logsvc w3svc waasmedicsvc
  walletservice wanarpv6 was wbengine wbiosrvc wcmsvc wdiservicehost wdisystemhost wdnissvc webclient wecsvc
  wephostsvc wercplsupport wersvc wiarpc windefend winhttpautoproxysvc winmgmt winrm wisvc wlidsvc wlms wmansvc wmiapsrv
  workfolderssvc wpdbusenum wpnservice wscsvc wsearch wuauserv wudfsvc`.split(/\s+/),
);

const OF_THE_MACHINE =
  /^(vmtools|vgauthservice|vmware|vm3dservice|vmvss|qemu-ga|spice-agent|balloonservice|vboxservice|xensvc|windowsazure|rdagent|himds|gcarcservice|extensionservice|healthservice|aatpsensor|mssense|ccmexec|cmrcservice|smstsmgr|puppet|salt-minion|chef-client|zabbix|nscp|prometheus_windows_exporter|windows_exporter|telegraf|filebeat|winlogbeat|metricbeat|splunk|datadog|newrelic|nessus|tanium|qualys|cs?falconservice|csagent|sentinelagent|carbonblack|cbdefense|mcafee|mfe|masvc|sophos|savservice|trend|ds_agent|tmlisten|symantec|sep|avg|avast|eset|ekrn|kaspersky|avp|cylance|bacula-fd|bareos-fd|veeam(guest|agent|deploy|transport)|commvault|gxcvd|nbu|netbackup|tsm|dsmcad|rubrik|cohesity|teamviewer|anydesk|logmein|citrix|googleupdate|gupdate|gusvc|mozillamaintenance|adobearmservice|onedrive|sysmon|sqlwriter|sqlbrowser|sqltelemetry|ssistelemetry|nvdisplay|igfx|lsi|dell|hp|lenovo|uhssvc|wslservice|docker|containerd|kubelet)/;

const isOfTheMachine = (name: string): boolean => {
  const plain = name.toLowerCase();
  return OF_WINDOWS.has(plain) || OF_WINDOWS.has(plain.replace(/_[0-9a-f]{4,8}$/, '')) || OF_THE_MACHINE.test(plain);
};

const OF_USERS =
  /^(bcastdvruserservice|bluetoothuserservice|captureservice|cbdhsvc|cdpusersvc|consentuxusersvc|credentialenrollmentmanagerusersvc|deviceassociationbrokersvc|devicepickerusersvc|devicesflowusersvc|messagingservice|onesyncsvc|penservice|pimindexmaintenancesvc|printworkflowusersvc|udkusersvc|unistoresvc|userdatasvc|webthreatdefusersvc|wpnuserservice|npsmsvc|p9rdrservice|aarsvc)(_|$)/;

/**
 * False for what every such machine has, for what looks after the machine, and for copies per user, whose names end in
 * "_" and letters.
 */
export const mayBeOwn = remember((name) => !isOfTheMachine(name) && !OF_USERS.test(name.toLowerCase()));
