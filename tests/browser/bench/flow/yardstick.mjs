// A page of React Flow alone, as its own guide builds one: as many nodes and links as the address says
// (`?NODES,LINKS,WIDTH,HEIGHT`), laid out as Swell lays out its crowd, all dragged along a circle.
import { createElement, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Position, ReactFlow, applyNodeChanges } from '@xyflow/react';
import '@xyflow/react/dist/style.css';

const [NODES, LINKS, WIDTH, HEIGHT] = location.search.slice(1).split(',').map(Number);
const COLUMNS = Math.ceil(Math.sqrt(NODES * 1.6));
const [STEP_X, STEP_Y, RADIUS, ROUND_MS] = [150, 132, 60, 2000];

const homes = Array.from({ length: NODES }, (_, n) => ({ x: (n % COLUMNS) * STEP_X, y: Math.floor(n / COLUMNS) * STEP_Y }));
const first = homes.map((position, n) => ({
  id: `${n}`, position, data: { label: `part ${n}` }, style: { width: 96 },
  sourcePosition: Position.Right, targetPosition: Position.Left,
}));
const edges = Array.from({ length: LINKS }, (_, n) => ({
  id: `l${n}`, source: `${n % NODES}`, target: `${((n % NODES) + 1 + 6 * Math.floor(n / NODES)) % NODES}`,
}));

function Board() {
  const [nodes, setNodes] = useState(first);
  // Sizes that React Flow measures come this way; without them it shows nothing.
  const onNodesChange = useCallback((changes) => setNodes((all) => applyNodeChanges(changes, all)), []);
  // The next step waits until the last one is in the page, so that no step is skipped.
  useEffect(() => {
    const frame = requestAnimationFrame((now) => {
      const angle = (now / ROUND_MS) * 2 * Math.PI;
      const [x, y] = [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
      setNodes((all) => all.map((node, n) => ({ ...node, position: { x: homes[n].x + x, y: homes[n].y + y } })));
    });
    return () => cancelAnimationFrame(frame);
  }, [nodes]);
  return createElement(ReactFlow, { nodes, edges, onNodesChange, fitView: true, minZoom: 0.05 });
}

const board = document.getElementById('board');
Object.assign(board.style, { width: `${WIDTH}px`, height: `${HEIGHT}px` });
createRoot(board).render(createElement(Board));
window.__swell = { drawing: true };
