import { lazy } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Shell } from './shell/Shell';

const OverviewPage = lazy(() => import('../features/overview/OverviewPage'));
const DetectorsPage = lazy(() => import('../features/detectors/DetectorsPage'));
const DetectorPage = lazy(() => import('../features/detectors/DetectorPage'));
const CreateDetectorPage = lazy(() => import('../features/detectors/CreateDetectorPage'));
const EditDetectorPage = lazy(() => import('../features/detectors/EditDetectorPage'));
const AnomaliesPage = lazy(() => import('../features/anomalies/AnomaliesPage'));
const AnomalyPage = lazy(() => import('../features/anomalies/AnomalyPage'));
const SourcesPage = lazy(() => import('../features/sources/SourcesPage'));
const MissingPage = lazy(() => import('../features/missing/MissingPage'));

/** Every address of the dashboard; each page is loaded when it is first opened. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      { path: '/', element: <OverviewPage /> },
      { path: '/detectors', element: <DetectorsPage /> },
      { path: '/detectors/new', element: <CreateDetectorPage /> },
      { path: '/detectors/:id', element: <DetectorPage /> },
      { path: '/detectors/:id/edit', element: <EditDetectorPage /> },
      { path: '/anomalies', element: <AnomaliesPage /> },
      { path: '/anomalies/:id', element: <AnomalyPage /> },
      { path: '/sources', element: <SourcesPage /> },
      { path: '*', element: <MissingPage /> },
    ],
  },
];

/** A router of its own for each application, so that tests do not share one. */
export function makeRouter() {
  return createBrowserRouter(routes);
}
