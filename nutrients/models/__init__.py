from nutrients.models.foods import Food, FoodSource, Portion
from nutrients.models.links import Certainty, DeficiencyLink, SortRating
from nutrients.models.nutrients import Intake, Interaction, Nutrient, RiskGroup
from nutrients.models.projections import (
    FoodAmountProjection,
    FoodProjection,
    FoodSourceProjection,
    NutrientProjection,
)
from nutrients.models.releases import Amount, DataRelease, ReleaseFood, ReleaseNutrient, ReleasePortion
from nutrients.models.symptoms import CareCard, Symptom

__all__ = [
    "Amount",
    "CareCard",
    "Certainty",
    "DataRelease",
    "DeficiencyLink",
    "Food",
    "FoodAmountProjection",
    "FoodProjection",
    "FoodSource",
    "FoodSourceProjection",
    "Intake",
    "Interaction",
    "Nutrient",
    "NutrientProjection",
    "Portion",
    "ReleaseFood",
    "ReleaseNutrient",
    "ReleasePortion",
    "RiskGroup",
    "SortRating",
    "Symptom",
]
