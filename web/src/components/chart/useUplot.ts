import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import { SECOND, zone } from '../../lib/time';

/** The value of a custom property of the present colour scheme. */
export function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Grid and axes as all charts have them. */
export function axis(more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: () => color('--chart-axis'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: () => color('--chart-grid'), width: 1 },
    ticks: { show: false },
    ...more,
  };
}

/** The axis of times: hours as 13:05, days by their date. */
export function timeAxis(more: uPlot.Axis = {}): uPlot.Axis {
  return axis({
    space: 70,
    values: [
      [3600 * 24 * 28, '{YYYY}-{MM}', null, null, null, null, null, null, 1],
      [3600 * 24, '{MMM} {D}', null, null, null, null, null, null, 1],
      [60, '{HH}:{mm}', '\n{MMM} {D}', null, '\n{MMM} {D}', null, null, null, 1],
      [1, '{HH}:{mm}:{ss}', '\n{MMM} {D}', null, '\n{MMM} {D}', null, null, null, 1],
    ],
    ...more,
  });
}

/**
 * Draws a chart into an element and keeps it in step with data, size and colour scheme. `make` is called
 * anew when one of `remake` changes, the chart is drawn again when one of `redraw` does.
 */
export function useUplot(
  target: RefObject<HTMLDivElement | null>,
  make: () => Omit<uPlot.Options, 'width'>,
  data: uPlot.AlignedData,
  remake: unknown[],
  redraw: unknown[] = [],
): void {
  const chart = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme('light');
  const latest = useRef({ make, data });
  useLayoutEffect(() => {
    latest.current = { make, data };
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) {
      return;
    }
    const made = new uPlot(
      {
        ...latest.current.make(),
        tzDate: (seconds) => (zone() === 'utc' ? uPlot.tzDate(new Date(seconds * SECOND), 'Etc/UTC') : new Date(seconds * SECOND)),
        width: Math.max(120, element.clientWidth),
      },
      latest.current.data,
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => {
      const width = Math.max(120, element.clientWidth);
      if (width !== made.width) {
        made.setSize({ width, height: made.height });
      }
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what needs a new chart
  }, [scheme, target, ...remake]);
  useEffect(() => {
    chart.current?.setData(data);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- and what needs the same one drawn again
  }, [data, ...redraw]);
}
