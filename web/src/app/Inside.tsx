import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Skeleton } from "../ui";
import "../ui/fonts-strong.css";
import { NotFound } from "./NotFound";
import { useSession } from "./session";
import { Shell } from "./Shell";

const Me = lazy(() => import("../pages/me/Me"));
const Work = lazy(() => import("../pages/work/Work"));
const Rounds = lazy(() => import("../pages/rounds/Rounds"));
const Board = lazy(() => import("../pages/rounds/Board"));
const Reminders = lazy(() => import("../pages/rounds/Reminders"));
const League = lazy(() => import("../pages/rounds/League"));
const Matrix = lazy(() => import("../pages/rounds/Matrix"));
const Form = lazy(() => import("../pages/form/Form"));
const FormExcel = lazy(() => import("../pages/excel/FormExcel"));
const RoundExcel = lazy(() => import("../pages/excel/RoundExcel"));
const Reports = lazy(() => import("../pages/reports/Reports"));
const Review = lazy(() => import("../pages/review/Review"));
const Alignment = lazy(() => import("../pages/alignment/Alignment"));
const Living = lazy(() => import("../pages/living/Living"));
const Returned = lazy(() => import("../pages/returned/Returned"));
const Register = lazy(() => import("../pages/register/Register"));
const Issued = lazy(() => import("../pages/issued/Issued"));
const Pivots = lazy(() => import("../pages/pivot/Pivots"));
const Restated = lazy(() => import("../pages/asof/Restated"));
const Then = lazy(() => import("../pages/asof/Then"));
const Figures = lazy(() => import("../pages/figures/Figures"));
const Outliers = lazy(() => import("../pages/figures/Outliers"));
const Profile = lazy(() => import("../pages/figures/Profile"));
const History = lazy(() => import("../pages/figures/History"));
const Plans = lazy(() => import("../pages/plans/Plans"));
const PlanDecision = lazy(() => import("../pages/plans/Decision"));
const Findings = lazy(() => import("../pages/findings/Findings"));
const Tasks = lazy(() => import("../pages/tasks/Tasks"));
const Catalogue = lazy(() => import("../pages/catalogue/Catalogue"));
const Unit = lazy(() => import("../pages/unit/Unit"));
const Reorganise = lazy(() => import("../pages/unit/Reorganise"));
const IndicatorPage = lazy(() => import("../pages/indicator/Indicator"));
const Outline = lazy(() => import("../pages/outline/Outline"));
const Rule = lazy(() => import("../pages/rule/Rule"));
const Language = lazy(() => import("../pages/language/Language"));
const Admin = lazy(() => import("../pages/admin/Admin"));
const Gallery = lazy(() => import("../pages/gallery/Gallery"));

function Pages() {
  const session = useSession();
  return (
    <Switch>
      <Route path="/"><Redirect to={`/${session.menu[0] ?? "me"}`} replace /></Route>
      <Route path="/work"><Work /></Route>
      <Route path="/rounds"><Rounds /></Route>
      <Route path="/rounds/all"><Matrix /></Route>
      <Route path="/rounds/league"><League /></Route>
      <Route path="/rounds/reminders"><Reminders /></Route>
      <Route path="/rounds/:round">{(p) => <Board key={p.round} round={p.round} />}</Route>
      <Route path="/rounds/:round/forms/:unit">{(p) => <Form key={`${p.round} ${p.unit}`} round={p.round} unit={p.unit} />}</Route>
      <Route path="/rounds/:round/forms/:unit/excel">{(p) => <FormExcel key={`${p.round} ${p.unit}`} round={p.round} unit={p.unit} />}</Route>
      <Route path="/rounds/:round/excel">{(p) => <RoundExcel key={p.round} round={p.round} />}</Route>
      <Route path="/reports"><Reports /></Route>
      <Route path="/reports/read/:id">{(p) => <Review key={p.id} id={p.id} />}</Route>
      <Route path="/reports/series"><Alignment /></Route>
      <Route path="/reports/living/:period">{(p) => <Living key={p.period} period={p.period} />}</Route>
      <Route path="/reports/living/:period/then">{(p) => <Then key={p.period} period={p.period} />}</Route>
      <Route path="/reports/living/:period/returned">{(p) => <Returned key={p.period} period={p.period} />}</Route>
      <Route path="/reports/register"><Register /></Route>
      <Route path="/reports/issued/:period">{(p) => <Issued key={p.period} period={p.period} />}</Route>
      <Route path="/figures"><Figures /></Route>
      <Route path="/figures/tables"><Pivots /></Route>
      <Route path="/figures/restated"><Restated /></Route>
      <Route path="/figures/history"><History /></Route>
      <Route path="/figures/units/:unit/outliers">{(p) => <Outliers key={p.unit} unit={p.unit} />}</Route>
      <Route path="/figures/units/:unit">{(p) => <Profile key={p.unit} unit={p.unit} />}</Route>
      <Route path="/figures/:code">{(p) => <Figures code={p.code} />}</Route>
      <Route path="/plans"><Plans /></Route>
      <Route path="/plans/decisions/:id">{(p) => <PlanDecision key={p.id} id={p.id} />}</Route>
      <Route path="/findings"><Findings /></Route>
      <Route path="/tasks"><Tasks /></Route>
      <Route path="/catalogue"><Catalogue /></Route>
      <Route path="/catalogue/units"><Catalogue part="units" /></Route>
      <Route path="/catalogue/units/reorganise"><Reorganise /></Route>
      <Route path="/catalogue/units/:id">{(p) => <Unit key={p.id} id={p.id} />}</Route>
      <Route path="/catalogue/indicators/:code">{(p) => <IndicatorPage key={p.code} code={p.code} />}</Route>
      <Route path="/catalogue/routes"><Catalogue part="routes" /></Route>
      <Route path="/catalogue/sources"><Catalogue part="sources" /></Route>
      <Route path="/catalogue/regimes"><Catalogue part="regimes" /></Route>
      <Route path="/catalogue/outlines"><Catalogue part="outlines" /></Route>
      <Route path="/catalogue/outlines/:id">{(p) => <Outline key={p.id} id={p.id} />}</Route>
      <Route path="/catalogue/rules"><Catalogue part="rules" /></Route>
      <Route path="/catalogue/rules/new"><Rule /></Route>
      <Route path="/catalogue/rules/language"><Language /></Route>
      <Route path="/catalogue/rules/:id">{(p) => <Rule key={p.id} id={p.id} />}</Route>
      <Route path="/admin"><Admin /></Route>
      <Route path="/me"><Me /></Route>
      <Route path="/ui"><Gallery /></Route>
      <Route><NotFound /></Route>
    </Switch>
  );
}

/** All that who is signed in sees. */
export default function Inside() {
  return (
    <Shell>
      <Suspense fallback={<Skeleton />}>
        <Pages />
      </Suspense>
    </Shell>
  );
}
