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

/** The pages that the navigation leads to, each with the key that does so after `g`. */
export const PLACES = [
  { to: '/', text: 'Overview', icon: IconLayoutDashboard, key: 'o' },
  { to: '/detectors', text: 'Detectors', icon: IconActivityHeartbeat, key: 'd' },
  { to: '/anomalies', text: 'Anomalies', icon: IconAlertTriangle, key: 'a' },
  { to: '/incidents', text: 'Incidents', icon: IconFlame, key: 'i' },
  { to: '/logs', text: 'Logs', icon: IconFileSearch, key: 'l' },
  { to: '/suppressions', text: 'Suppressions', icon: IconBellOff, key: 'p' },
  { to: '/sources', text: 'Sources', icon: IconDatabase, key: 's' },
  { to: '/webhooks', text: 'Webhooks', icon: IconWebhook, key: 'w' },
  { to: '/settings', text: 'Settings', icon: IconSettings, key: 't' },
];
