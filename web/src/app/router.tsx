import { lazy } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { SessionGate } from './shell/SessionGate';

const pages = {
  overview: () => import('../features/overview/OverviewPage'),
  detectors: () => import('../features/detectors/DetectorsPage'),
  detector: () => import('../features/detectors/DetectorPage'),
  createDetector: () => import('../features/detectors/CreateDetectorPage'),
  editDetector: () => import('../features/detectors/EditDetectorPage'),
  anomalies: () => import('../features/anomalies/AnomaliesPage'),
  anomaly: () => import('../features/anomalies/AnomalyPage'),
  incidents: () => import('../features/incidents/IncidentsPage'),
  incident: () => import('../features/incidents/IncidentPage'),
  logs: () => import('../features/logs/LogsPage'),
  suppressions: () => import('../features/suppressions/SuppressionsPage'),
  createSuppression: () => import('../features/suppressions/CreateSuppressionPage'),
  editSuppression: () => import('../features/suppressions/EditSuppressionPage'),
  sources: () => import('../features/sources/SourcesPage'),
  webhooks: () => import('../features/webhooks/WebhooksPage'),
  settings: () => import('../features/settings/SettingsPage'),
  missing: () => import('../features/missing/MissingPage'),
};

const OverviewPage = lazy(pages.overview);
const DetectorsPage = lazy(pages.detectors);
const DetectorPage = lazy(pages.detector);
const CreateDetectorPage = lazy(pages.createDetector);
const EditDetectorPage = lazy(pages.editDetector);
const AnomaliesPage = lazy(pages.anomalies);
const AnomalyPage = lazy(pages.anomaly);
const IncidentsPage = lazy(pages.incidents);
const IncidentPage = lazy(pages.incident);
const LogsPage = lazy(pages.logs);
const SuppressionsPage = lazy(pages.suppressions);
const CreateSuppressionPage = lazy(pages.createSuppression);
const EditSuppressionPage = lazy(pages.editSuppression);
const SourcesPage = lazy(pages.sources);
const WebhooksPage = lazy(pages.webhooks);
const SettingsPage = lazy(pages.settings);
const MissingPage = lazy(pages.missing);

/** Loads every page ahead, so that it can be opened while the server is away. */
export function loadPages(): void {
  for (const load of [...Object.values(pages), () => import('./shell/ShortcutHelp')]) {
    // one that fails is loaded when it is opened
    load().catch(() => undefined);
  }
}

/** Every address of the dashboard. */
export const routes: RouteObject[] = [
  {
    element: <SessionGate />,
    children: [
      { path: '/', element: <OverviewPage /> },
      { path: '/detectors', element: <DetectorsPage /> },
      { path: '/detectors/new', element: <CreateDetectorPage /> },
      { path: '/detectors/:id', element: <DetectorPage /> },
      { path: '/detectors/:id/edit', element: <EditDetectorPage /> },
      { path: '/anomalies', element: <AnomaliesPage /> },
      { path: '/anomalies/:id', element: <AnomalyPage /> },
      { path: '/incidents', element: <IncidentsPage /> },
      { path: '/incidents/:id', element: <IncidentPage /> },
      { path: '/logs', element: <LogsPage /> },
      { path: '/suppressions', element: <SuppressionsPage /> },
      { path: '/suppressions/new', element: <CreateSuppressionPage /> },
      { path: '/suppressions/:id', element: <EditSuppressionPage /> },
      { path: '/sources', element: <SourcesPage /> },
      { path: '/webhooks', element: <WebhooksPage /> },
      { path: '/settings', element: <SettingsPage /> },
      { path: '*', element: <MissingPage /> },
    ],
  },
];

/** A router of its own for each application, so that tests do not share one. */
export function makeRouter() {
  return createBrowserRouter(routes);
}
