import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconBellOff,
  IconDatabase,
  IconFileSearch,
  IconFlame,
  IconLayoutDashboard,
  IconWebhook,
  IconSettings,
} from '@tabler/icons-react';

/** The pages that the navigation leads to, each with the key that does so after `g`; a phone has no room for those aside. */
export const PLACES = [
  { to: '/', text: 'Overview', icon: IconLayoutDashboard, key: 'o', aside: false },
  { to: '/detectors', text: 'Detectors', icon: IconActivityHeartbeat, key: 'd', aside: false },
  { to: '/anomalies', text: 'Anomalies', icon: IconAlertTriangle, key: 'a', aside: false },
  { to: '/incidents', text: 'Incidents', icon: IconFlame, key: 'i', aside: false },
  { to: '/logs', text: 'Logs', icon: IconFileSearch, key: 'l', aside: true },
  { to: '/suppressions', text: 'Suppressions', icon: IconBellOff, key: 'p', aside: true },
  { to: '/sources', text: 'Sources', icon: IconDatabase, key: 's', aside: true },
  { to: '/webhooks', text: 'Webhooks', icon: IconWebhook, key: 'w', aside: true },
  { to: '/settings', text: 'Settings', icon: IconSettings, key: 't', aside: true },
];
